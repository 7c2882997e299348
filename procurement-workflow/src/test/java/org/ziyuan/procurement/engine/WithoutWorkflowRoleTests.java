package org.ziyuan.procurement.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.procurement.ProcurementOnly;
import org.ziyuan.procurement.approval.Decide;

@SpringBootTest(classes = ProcurementOnly.class, properties = "ziyuan.roles=web,api")
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
class WithoutWorkflowRoleTests {

    @Autowired
    ObjectProvider<ProcessEngine> engine;

    @Autowired
    ObjectProvider<EngineLoops> loops;

    @Autowired
    Decide decide;

    @Test
    void aNodeWithoutTheRoleServesRequisitionsAndHasNoEngine() {
        assertThat(engine.getIfAvailable()).isNull();
        assertThat(loops.getIfAvailable()).isNull();
        assertThat(decide).isNotNull();
    }
}
