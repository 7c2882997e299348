package org.ziyuan.procurement.engine;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Refuses to deploy a model that could run code: scripts, class names, bean calls, connectors, listeners. What a model
 * may say is a small vocabulary: compare a variable with a word, wait for the moment in a variable, name a topic, pass
 * the business key on.
 */
final class ModelGuard extends AbstractBpmnParseListener {

    private static final Set<String> FORBIDDEN_ELEMENTS =
            Set.of("script", "scriptTask", "connector", "executionListener", "taskListener", "expression", "formData");

    private static final Set<String> FORBIDDEN_ATTRIBUTES =
            Set.of("class", "delegateExpression", "expression", "scriptFormat", "resource", "formKey");

    private static final Pattern ALLOWED_EXPRESSION =
            Pattern.compile("\\$\\{[a-zA-Z]{1,40}( == '[a-z-]{1,40}')?}|#\\{execution\\.processBusinessKey}");

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        inspect(root);
    }

    private static void inspect(Element element) {
        if (FORBIDDEN_ELEMENTS.contains(element.getTagName())) {
            throw refused(element, "element " + element.getTagName());
        }
        for (String attribute : element.attributes()) {
            inspectAttribute(element, attribute);
        }
        inspectText(element, element.getText());
        element.elements().forEach(ModelGuard::inspect);
    }

    private static void inspectAttribute(Element element, String attribute) {
        String name = attribute.substring(attribute.lastIndexOf(':') + 1);
        if (FORBIDDEN_ATTRIBUTES.contains(name)) {
            throw refused(element, "attribute " + name);
        }
        inspectText(element, element.attribute(attribute));
    }

    private static void inspectText(Element element, String text) {
        boolean looksLikeExpression = text != null && (text.contains("${") || text.contains("#{"));
        if (looksLikeExpression && !ALLOWED_EXPRESSION.matcher(text.strip()).matches()) {
            throw refused(element, "expression " + text.strip());
        }
    }

    private static ProcessEngineException refused(Element element, String what) {
        return new ProcessEngineException("model refused, line " + element.getLine() + ": " + what);
    }
}
