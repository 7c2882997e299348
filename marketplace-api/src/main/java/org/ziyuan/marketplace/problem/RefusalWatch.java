package org.ziyuan.marketplace.problem;

import org.springframework.web.server.ServerWebExchange;

/** Is told of every refusal that leaves, to notice who is refused again and again. */
public interface RefusalWatch {

    /** Must neither wait nor fail. */
    void refused(ServerWebExchange exchange, String code);
}
