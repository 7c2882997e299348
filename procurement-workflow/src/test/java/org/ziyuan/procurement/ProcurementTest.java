package org.ziyuan.procurement;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import org.ziyuan.marketplace.test.TestDatabase;

/** A test of the core and the workflow on the shared real database, engine running, without a network port. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = ProcurementOnly.class)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface ProcurementTest {}
