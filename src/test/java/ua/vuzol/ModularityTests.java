package ua.vuzol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ua.vuzol");

    @Test
    void roomsUseEachOtherOnlyAsTheyMay() {
        ApplicationModules.of(Vuzol.class).verify();
    }

    @Test
    void theDicomToolkitNeedsNothingButTheJdkAndSlf4j() {
        classes()
                .that()
                .resideInAPackage("ua.vuzol.dicom..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("ua.vuzol.dicom..", "java..", "javax.net..", "javax.xml.stream..", "org.slf4j..")
                .check(classes);
    }

    @Test
    void textNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("ua.vuzol.text..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("ua.vuzol.text..", "java..")
                .check(classes);
    }
}
