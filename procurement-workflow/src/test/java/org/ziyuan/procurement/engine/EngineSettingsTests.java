package org.ziyuan.procurement.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.ziyuan.procurement.ProcurementTest;

@ProcurementTest
class EngineSettingsTests {

    @Autowired
    ProcessEngine engine;

    @Autowired
    ApplicationContext context;

    @Autowired
    @Qualifier("engine")
    JdbcTemplate jdbc;

    @Test
    void theRunningEngineIsHardened() {
        ProcessEngineConfigurationImpl live = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();

        assertThat(live.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(live.isEnableExpressionsInStoredQueries()).isFalse();
        assertThat(live.isEnableXxeProcessing()).isFalse();
        assertThat(live.isDeserializationTypeValidationEnabled()).isTrue();
        assertThat(live.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(live.getDefaultSerializationFormat()).isEqualTo("application/json");
        assertThat(live.getQueryMaxResultsLimit()).isEqualTo(1000);
        assertThat(live.getHistoryTimeToLive()).isEqualTo("P180D");
        assertThat(live.isEnforceHistoryTimeToLive()).isTrue();
        assertThat(live.getHistoryLevel().getName()).isEqualTo("none");
        assertThat(live.isHistoryCleanupEnabled()).isFalse();
        assertThat(live.isMetricsEnabled()).isFalse();
        assertThat(live.isDbMetricsReporterActivate()).isFalse();
        assertThat(live.isDbIdentityUsed()).isFalse();
        assertThat(live.isCmmnEnabled()).isFalse();
        assertThat(live.isDmnEnabled()).isFalse();
        assertThat(live.getScriptEngineResolver()).isInstanceOf(HardenedEngine.NoScripts.class);
        assertThat(live.getBeans()).isEmpty();
    }

    @Test
    void everyModelEndsItsHistory() {
        assertThat(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .latestVersion()
                        .list())
                .extracting("key", "historyTimeToLive")
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("school-direct-purchase", 180),
                        org.assertj.core.groups.Tuple.tuple("acceptance-and-payment", 180));
    }

    @Test
    void theEnginesTablesStandInItsOwnSchemaAlone() {
        var schemas = jdbc.queryForList(
                "select distinct table_schema from information_schema.tables where table_name like 'act\\_%'",
                String.class);

        assertThat(schemas).containsExactly("bpm");
    }

    @Test
    void theEnginesRoleCannotTouchRequisitions() {
        assertThatThrownBy(() -> jdbc.update("delete from market.requisition"))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void neitherWebappNorRestInterfaceIsPresent() {
        for (String type : new String[] {
            "org.camunda.bpm.webapp.impl.security.auth.AuthenticationFilter",
            "org.camunda.bpm.engine.rest.impl.CamundaRestResources"
        }) {
            assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void theReactiveTransactionManagerIsTheOnlyOneByDefault() {
        assertThat(context.getBean(TransactionManager.class)).isInstanceOf(ReactiveTransactionManager.class);
    }

    @Test
    void refusesModelsThatCouldRunCode() {
        for (String danger : new String[] {
            "<bpmn:scriptTask id=\"x\" scriptFormat=\"javascript\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
            "<bpmn:serviceTask id=\"x\" camunda:class=\"java.lang.Runtime\"/>",
            "<bpmn:serviceTask id=\"x\" camunda:expression=\"${a == 'b'}\"/>",
            "<bpmn:serviceTask id=\"x\" camunda:delegateExpression=\"${bean}\"/>",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${bean.method()}\"/>",
            "<bpmn:serviceTask id=\"x\" camunda:type=\"external\" camunda:topic=\"#{''.getClass()}\"/>"
        }) {
            assertThatThrownBy(() -> deploy(danger)).as(danger).hasStackTraceContaining("model refused");
        }
    }

    private void deploy(String task) {
        String model = """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="x"/>%s
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(task);
        var unused = engine.getRepositoryService()
                .createDeployment()
                .addInputStream("danger.bpmn", new java.io.ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)))
                .deploy();
    }
}
