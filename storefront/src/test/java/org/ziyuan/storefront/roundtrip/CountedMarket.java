package org.ziyuan.storefront.roundtrip;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.storefront.journey.SecondNode;

/** A node beside the running market, with its database and its search, that counts what requests ask. */
@SpringBootTest(classes = ResourceSupermarket.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = SecondNode.class)
@Import(CountedNode.class)
@ActiveProfiles("demo")
@TestPropertySource(
        properties = {
            "spring.main.lazy-initialization=true",
            "ziyuan.roles=web,api",
            "ziyuan.engine.background=false",
            "management.server.port=0"
        })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface CountedMarket {}
