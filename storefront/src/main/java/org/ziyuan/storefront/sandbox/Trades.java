package org.ziyuan.storefront.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The provider's memory. A real provider remembers when our process is killed, so this one writes everything down. */
final class Trades {

    private static final int MOST = 2000;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path file;
    private final Map<String, Trade> byShopNumber = new LinkedHashMap<>();

    Trades(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            byShopNumber.putAll(json.readValue(file.toFile(), new TypeReference<Map<String, Trade>>() {}));
        }
    }

    synchronized Optional<Trade> find(String shopNumber) {
        return Optional.ofNullable(byShopNumber.get(shopNumber));
    }

    synchronized Optional<Trade> byNumber(String number) {
        return byShopNumber.values().stream()
                .filter(trade -> trade.number().equals(number))
                .findFirst();
    }

    /** The newest first. */
    synchronized List<Trade> all() {
        List<Trade> all = new ArrayList<>(byShopNumber.values());
        Collections.reverse(all);
        return all;
    }

    /** The trade under the shop's number: the one known already, or this one. */
    synchronized Trade open(Trade wanted) {
        Trade known = byShopNumber.get(wanted.shopNumber());
        if (known != null) {
            return known;
        }
        if (byShopNumber.size() >= MOST) {
            byShopNumber.remove(byShopNumber.keySet().iterator().next());
        }
        keep(wanted);
        return wanted;
    }

    synchronized Trade change(String shopNumber, UnaryOperator<Trade> change) {
        Trade known = byShopNumber.get(shopNumber);
        if (known == null) {
            throw new IllegalStateException("no trade " + shopNumber);
        }
        Trade changed = change.apply(known);
        keep(changed);
        return changed;
    }

    private void keep(Trade trade) {
        byShopNumber.put(trade.shopNumber(), trade);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            json.writeValue(draft.toFile(), byShopNumber);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }
}
