package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.dicom.data.Tag;

class StatusTest {

    @ParameterizedTest
    @CsvSource({
        "0000,SUCCESS", "FF00,PENDING", "FF01,PENDING", "FE00,CANCEL", "B000,WARNING", "B006,WARNING", "0001,WARNING",
        "0107,WARNING", "0116,WARNING", "A700,FAILURE", "A900,FAILURE", "C123,FAILURE", "0110,FAILURE", "0122,FAILURE",
        "0210,FAILURE", "FF02,FAILURE", "D001,FAILURE"
    })
    void theCodeTellsTheCategory(String code, Status.Category category) {
        assertThat(Status.of(Integer.parseInt(code, 16)).category()).isEqualTo(category);
    }

    @Test
    void aCommentIsCutToWhatItsVrAllows() {
        assertThat(Status.OUT_OF_RESOURCES.withComment("x".repeat(70)).comment())
                .hasSize(64);
        assertThat(Status.OUT_OF_RESOURCES.withComment("disk full")).hasToString("A700H (disk full)");
    }

    @Test
    void aResponseCarriesTheStatusWhole() {
        Status status = Status.MISSING_ATTRIBUTE
                .withComment("ім'я\\відсутнє")
                .withOffendingElements(List.of(Tag.PatientName, Tag.PatientID))
                .withErrorId(0xA710);
        CommandSet request = CommandSet.request(Dimse.N_CREATE, 7, true);
        request.dataSet().put(Tag.AffectedSOPClassUID, "1.2.3").put(Tag.AffectedSOPInstanceUID, "1.2.3.4");
        CommandSet response = request.response(status, false);
        assertThat(response.status().code()).isEqualTo(0x0120);
        assertThat(response.status().comment()).as("ASCII alone").isEqualTo("??'" + "?".repeat(10));
        assertThat(response.status().offendingElements()).containsExactly(Tag.PatientName, Tag.PatientID);
        assertThat(response.status().errorId()).hasValue(0xA710);
        assertThat(response.service()).contains(Dimse.N_CREATE);
        assertThat(response.isResponse()).isTrue();
        assertThat(response.hasDataSet()).isFalse();
        assertThat(response.messageIdBeingRespondedTo()).isEqualTo(7);
        assertThat(response.sopInstanceUid()).isEqualTo("1.2.3.4");
    }
}
