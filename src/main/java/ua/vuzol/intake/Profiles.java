package ua.vuzol.intake;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
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

    SourceProfile require(String source) {
        try {
            return profiles.find(source)
                    .orElseThrow(() -> new UnreadableInputException("The source " + source
                            + " is unknown: there is no profile mappings/sources/" + source
                            + ".yaml. Write one and replay."));
        } catch (MappingFileException e) {
            throw new UnreadableInputException("The profile of the source cannot be used: " + e.getMessage(), e);
        }
    }
}
