package org.espalier.search.rspnet;

/** Gates that do not depend on the image; several inputs may be kept; sequential cells. */
class StaticPathsContractTest extends PathsContract {}
