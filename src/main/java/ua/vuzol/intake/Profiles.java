package ua.vuzol.intake;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.profile.DicomSourceProfile;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.SourceProfiles;
import ua.vuzol.mapping.MappingFileException;

/** The profiles of the deployment. A source without a usable profile cannot be understood, which is no error of the hub. */
@Component
class Profiles {
    private final SourceProfiles profiles;

    Profiles(@Value("${vuzol.mappings}") Path mappings) {
        this.profiles = SourceProfiles.load(mappings);
    }

    /**
     * The profile of a source of DICOM objects, or what holds without one.
     *
     * @throws IntakeException if it is there and cannot be used: the objects wait until it is mended
     */
    DicomSourceProfile dicom(String source) {
        try {
            return profiles.findDicom(source).orElseGet(() -> DicomSourceProfile.unwritten(source));
        } catch (MappingFileException e) {
            throw new IntakeException("Objects wait for their profile to be mended: " + e.getMessage());
        }
    }

    /**
     * Whether the files of a source are DICOM.
     *
     * @throws UnreadableInputException if its profile cannot be used
     */
    boolean givesDicom(String source) {
        try {
            return profiles.findDicom(source).isPresent();
        } catch (MappingFileException e) {
            throw unusable(e);
        }
    }

    private static UnreadableInputException unusable(MappingFileException e) {
        return new UnreadableInputException("The profile of the source cannot be used: " + e.getMessage(), e);
    }

    SourceProfile require(String source) {
        try {
            return profiles.find(source)
                    .orElseThrow(() -> new UnreadableInputException("The source " + source
                            + " is unknown: there is no profile mappings/sources/" + source
                            + ".yaml. Write one and replay."));
        } catch (MappingFileException e) {
            throw unusable(e);
        }
    }
}
