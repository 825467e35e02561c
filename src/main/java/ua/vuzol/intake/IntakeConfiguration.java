package ua.vuzol.intake;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import ua.vuzol.intake.convert.Converter;
import ua.vuzol.intake.normalise.EncodingJudge;
import ua.vuzol.intake.normalise.Normaliser;
import ua.vuzol.intake.profile.IodLibrary;
import ua.vuzol.text.CharsetDetector;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

/** The parts of the intake that know nothing of Spring. */
@Configuration
class IntakeConfiguration {

    @Bean
    Text text(@Value("${vuzol.mappings}") Path mappings) {
        return new Text(mappings, Language.UKRAINIAN);
    }

    @Bean
    EncodingJudge encodingJudge() {
        return new EncodingJudge(new CharsetDetector());
    }

    @Bean
    Normaliser normaliser(Text text) {
        return new Normaliser(text);
    }

    @Bean
    Converter converter(Text text, @Value("${vuzol.mappings}") Path mappings) {
        return new Converter(text, IodLibrary.load(mappings));
    }
}
