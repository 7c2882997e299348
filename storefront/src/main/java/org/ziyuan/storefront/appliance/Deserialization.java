package org.ziyuan.storefront.appliance;

import java.io.ObjectInputFilter;

/** Nothing of ours is ever read by Java serialization, so nothing may be: a gadget on the class path stays a class file. */
final class Deserialization {

    private Deserialization() {}

    /** As {@code -Djdk.serialFilter='!*'} on the command line would, unless somebody said otherwise there. */
    static void refuse() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
