package dev.trapline.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Every package is {@code @NullMarked}: NullAway is silent about one that is not. */
final class NullMarking {
    private NullMarking() {}

    static ArchRule rule() {
        return ArchRuleDefinition.classes().should(new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " needs a package-info with @NullMarked"));
                }
            }
        });
    }
}
