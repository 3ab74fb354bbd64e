package io.github.selftest.gates;

import java.util.Arrays;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaMember.Predicates.declaredIn;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

/**
 * What auto-configurations and their beans may be.
 */
final class BeanWalls {

	private BeanWalls() {
	}

	static ArchRule autoConfigurationsAreClosed(String base) {
		DescribedPredicate<JavaClass> autoConfiguration = annotatedWith(AutoConfiguration.class).<JavaClass>forSubtype()
			.or(describe("are named AutoConfiguration",
					(type) -> type.isTopLevelClass() && type.getSimpleName().endsWith("AutoConfiguration")));
		return classes().that()
			.resideInAPackage(base + "..")
			.and(autoConfiguration)
			.should()
			.beAnnotatedWith(AutoConfiguration.class)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.andShould()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould(not(be(describe("open to calls",
					(type) -> type.getMethods()
						.stream()
						.anyMatch((method) -> method.getModifiers().contains(JavaModifier.PUBLIC))))));
	}

	static ArchRule managementConfigurationsAreTopLevel(String base) {
		return classes().that()
			.resideInAPackage(base + "..")
			.and()
			.areAnnotatedWith(ManagementContextConfiguration.class)
			.should()
			.beTopLevelClasses();
	}

	static ArchRule postProcessorsAreStatic(String base) {
		return methods().that(areBeansBelow(base))
			.and()
			.haveRawReturnType(assignableTo(BeanPostProcessor.class).or(assignableTo(BeanFactoryPostProcessor.class)))
			.should()
			.beStatic();
	}

	static ArchRule beansBearOurName(String base) {
		return methods().that(areBeansBelow(base))
			.should(be(describe("named 'selfTest...'",
					(method) -> names(method).stream().allMatch((name) -> name.startsWith("selfTest")))));
	}

	static ArchRule classConditionsAreOnClasses(String base) {
		return methods().that(areBeansBelow(base)).should().notBeAnnotatedWith(ConditionalOnClass.class);
	}

	static ArchRule lookupsOfTheHostStayUndisturbed(String base) {
		return methods().that(areBeansBelow(base)).should(new StayOutOfLookups());
	}

	private static DescribedPredicate<JavaMethod> areBeansBelow(String base) {
		return annotatedWith(Bean.class).<JavaMethod>forSubtype()
			.and(declaredIn(JavaClass.Predicates.resideInAPackage(base + "..")).forSubtype())
			.as("are beans");
	}

	private static List<String> names(JavaMethod method) {
		String[] names = method.getAnnotationOfType(Bean.class).value();
		return (names.length > 0) ? Arrays.asList(names) : List.of(method.getName());
	}

	/**
	 * Is no bean of a type that Boot or a host looks up.
	 */
	private static final class StayOutOfLookups extends ArchCondition<JavaMethod> {

		StayOutOfLookups() {
			super("stay out of the lookups of the host");
		}

		@Override
		public void check(JavaMethod bean, ConditionEvents events) {
			HostLookups.find(bean.getRawReturnType())
				.ifPresent((type) -> events.add(SimpleConditionEvent.violated(bean,
						"Bean <%s> is a '%s', of which Boot or the host looks for the only one"
							.formatted(bean.getFullName(), type))));
		}

	}

}
