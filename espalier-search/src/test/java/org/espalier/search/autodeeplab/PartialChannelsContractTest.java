package org.espalier.search.autodeeplab;

import java.util.List;

class PartialChannelsContractTest extends AutoDeepLabContractTest {

    @Override
    protected List<String> settings() {
        return List.of("supernet.filters=4", "supernet.partialChannels=2");
    }
}
