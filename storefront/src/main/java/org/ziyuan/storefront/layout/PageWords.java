package org.ziyuan.storefront.layout;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

/**
 * Makes {@code #figures} and {@code #tones} known to every template of every module. Expression objects, not beans,
 * because Thymeleaf refuses bean references inside the parameters of a fragment.
 */
@Component
class PageWords implements IExpressionObjectDialect, IExpressionObjectFactory {

    private static final Set<String> NAMES = Set.of("figures", "tones");

    private final Figures figures;
    private final Tones tones;

    PageWords(Figures figures, Tones tones) {
        this.figures = figures;
        this.tones = tones;
    }

    @Override
    public String getName() {
        return "ziyuan";
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return this;
    }

    @Override
    public Set<String> getAllExpressionObjectNames() {
        return NAMES;
    }

    @Override
    public Object buildObject(IExpressionContext context, String name) {
        return name.equals("figures") ? figures : tones;
    }

    @Override
    public boolean isCacheable(String name) {
        return true;
    }
}
