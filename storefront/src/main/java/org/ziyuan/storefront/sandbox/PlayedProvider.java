package org.ziyuan.storefront.sandbox;

/** A payment provider as the demonstration plays it. It may wait for the disk. */
interface PlayedProvider {

    boolean serves(String path);

    Answer answer(Asked asked);
}
