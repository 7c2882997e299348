package org.ziyuan.procurement.engine.rules;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.collection.Iterable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ContextVariableWrapper;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * The language of the rule table, prepared once. Camunda's own engine reads every cell anew at every decision and makes all
 * functions of the language for each of them: at some sixty cells that is nearly all a decision costs.
 */
final class PreparedFeel implements FeelEngine {

    /** Where the language looks for the name of the value that a cell is compared with. */
    private static final String INPUT = "inputVariableName";

    private final ValueMapper values =
            new ValueMapper.CompositeValueMapper(FeelEngineBuilder.forJava().customValueMappers());
    private final FunctionProvider functions =
            new BuiltinFunctions(FeelEngineBuilder.forJava().clock(), values);
    private final FeelInterpreter interpreter = new FeelInterpreter(values);
    private final FeelEngineApi reader = FeelEngineBuilder.forJava().build();
    private final Map<String, ParsedExpression> expressions = new ConcurrentHashMap<>();
    private final Map<String, ParsedExpression> tests = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T evaluateSimpleExpression(String expression, VariableContext context) {
        ParsedExpression parsed = expressions.computeIfAbsent(expression, reading(reader::parseExpression));
        return (T) evaluated(parsed, new ContextVariableWrapper(context));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String expression, String input, VariableContext context) {
        ParsedExpression parsed = tests.computeIfAbsent(expression, reading(reader::parseUnaryTests));
        return Boolean.TRUE.equals(evaluated(parsed, new Compared(input, new ContextVariableWrapper(context))));
    }

    private Object evaluated(ParsedExpression parsed, VariableProvider variables) {
        EvalContext context = EvalContext.create(values, functions).merge(new CustomContext() {
            @Override
            public VariableProvider variableProvider() {
                return variables;
            }
        });
        Val value = interpreter.eval(parsed.expression(), context);
        if (value instanceof ValError error) {
            throw new FeelException(parsed.text() + ": " + error.error());
        }
        return values.unpackVal(value);
    }

    private static Function<String, ParsedExpression> reading(Function<String, ParseResult> grammar) {
        return text -> {
            ParseResult read = grammar.apply(text);
            if (!read.isSuccess()) {
                throw new FeelException(read.failure().message());
            }
            return read.toEither().toOption().get();
        };
    }

    /** The facts, and the name of the one that a cell is compared with. */
    private record Compared(String input, VariableProvider facts) implements VariableProvider {

        @Override
        public Option<Object> getVariable(String name) {
            return name.equals(INPUT) ? Option.apply(input) : facts.getVariable(name);
        }

        @Override
        public Iterable<String> keys() {
            return facts.keys();
        }
    }
}
