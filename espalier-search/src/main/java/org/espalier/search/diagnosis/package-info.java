/** Diagnosis of searches: how decided the choices are, whether decisions differ from noise, and warnings. */
@NullMarked
package org.espalier.search.diagnosis;

import org.jspecify.annotations.NullMarked;
