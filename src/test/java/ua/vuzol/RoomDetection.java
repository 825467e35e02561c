package ua.vuzol;

import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterfaces;

/**
 * Every top-level package is a room. The DICOM toolkit cannot say by annotations which of its packages others may use, for
 * it knows nothing of Spring; so it is said here.
 */
public class RoomDetection implements ApplicationModuleDetectionStrategy {
    private final ApplicationModuleDetectionStrategy packages = ApplicationModuleDetectionStrategy.directSubPackage();

    @Override
    public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
        return packages.getModuleBasePackages(root);
    }

    @Override
    public NamedInterfaces detectNamedInterfaces(JavaPackage room, ApplicationModuleInformation information) {
        return room.getLocalName().equals("dicom")
                ? NamedInterfaces.builder(room)
                        .matching("data", "io", "model", "net")
                        .build()
                : packages.detectNamedInterfaces(room, information);
    }
}
