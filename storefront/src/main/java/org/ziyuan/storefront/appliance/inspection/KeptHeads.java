package org.ziyuan.storefront.appliance.inspection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ziyuan.marketplace.audit.ChainHead;
import org.ziyuan.storefront.appliance.start.StartRefused;

/** The heads of all chains that somebody keeps elsewhere; a file that cannot be used is told to who starts. */
final class KeptHeads {

    private KeptHeads() {}

    /** @throws StartRefused when the file cannot be read */
    static List<ChainHead> kept(Path file) {
        try {
            return HeadsFile.read(file);
        } catch (IOException unreadable) {
            throw new StartRefused("读不了链头文件：" + unreadable.getMessage());
        }
    }

    /** @throws StartRefused when the file cannot be written */
    static void keep(Path file, List<ChainHead> heads) {
        try {
            HeadsFile.write(file, heads);
        } catch (IOException unwritable) {
            throw new StartRefused("写不了链头文件：" + unwritable.getMessage());
        }
    }
}
