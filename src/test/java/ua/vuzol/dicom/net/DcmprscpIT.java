package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;

/** We print on DCMTK's printer dcmprscp (PS3.4 H): N-GET, N-CREATE, N-SET, N-ACTION and N-DELETE on one Meta SOP class. */
class DcmprscpIT {

    private static final String GRAYSCALE_PRINT = "1.2.840.10008.5.1.1.9";
    private static final String FILM_SESSION = "1.2.840.10008.5.1.1.1";
    private static final String FILM_BOX = "1.2.840.10008.5.1.1.2";
    private static final String IMAGE_BOX = "1.2.840.10008.5.1.1.4";
    private static final String PRINTER = "1.2.840.10008.5.1.1.16";
    private static final String PRINTER_INSTANCE = "1.2.840.10008.5.1.1.17";

    private static final int PRINTER_STATUS = 0x21100010;
    private static final int NUMBER_OF_COPIES = 0x20000010;
    private static final int IMAGE_DISPLAY_FORMAT = 0x20100010;
    private static final int REFERENCED_FILM_SESSION = 0x20100500;
    private static final int REFERENCED_IMAGE_BOX = 0x20100510;
    private static final int IMAGE_BOX_POSITION = 0x20200010;
    private static final int GRAYSCALE_IMAGE = 0x20200110;
    private static final int PRINT = 1;

    @TempDir
    Path folder;

    private String[] dcmprscp(int port) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("printer.cfg"),
                """
                [[GENERAL]]
                [PRINT]
                Directory = %1$s
                DetailedLog = false
                [DATABASE]
                Directory = %1$s
                [LUT]
                Directory = %1$s
                [[COMMUNICATION]]
                [PRINTER]
                Type = LOCALPRINTER
                Aetitle = PRINTER
                Hostname = 127.0.0.1
                Port = %2$d
                MaxPDU = 32768
                DisplayFormat = 1,1
                """
                        .formatted(folder, port));
        return PeerProcess.words("dcmprscp", "-c", configuration, "-p", "PRINTER");
    }

    @Test
    void aFilmIsPrinted() throws IOException {
        PeerProcess.assumeInstalled("dcmprscp");
        int port = PeerProcess.freePort();
        AssociationOptions options =
                AssociationOptions.builder("VUZOL").context(GRAYSCALE_PRINT).build();
        try (PeerProcess printer = PeerProcess.listening(folder, port, dcmprscp(port));
                DicomNetwork network = new DicomNetwork();
                Association association = network.connect(NodeAddress.of("PRINTER", "127.0.0.1", port), options)) {
            assertThat(perform(association, NormalizedRequest.get(PRINTER, PRINTER_INSTANCE, List.of(PRINTER_STATUS)))
                            .dataSet()
                            .flatMap(status -> status.string(PRINTER_STATUS)))
                    .contains("NORMAL");
            String session = created(perform(
                    association,
                    NormalizedRequest.create(FILM_SESSION, "", new DataSet().put(NUMBER_OF_COPIES, VR.IS, "1"))));
            DimseResponse box = perform(association, NormalizedRequest.create(FILM_BOX, "", filmBox(session)));
            DataSet imageBox =
                    box.dataSet().orElseThrow().item(REFERENCED_IMAGE_BOX).orElseThrow();
            String image = imageBox.string(Tag.ReferencedSOPInstanceUID).orElseThrow();
            perform(association, NormalizedRequest.set(IMAGE_BOX, image, image()));
            perform(association, NormalizedRequest.action(FILM_BOX, created(box), PRINT, Optional.empty()));
            perform(association, NormalizedRequest.delete(FILM_BOX, created(box)));
            perform(association, NormalizedRequest.delete(FILM_SESSION, session));
            assertThat(association
                            .perform(NormalizedRequest.delete(FILM_SESSION, session), GRAYSCALE_PRINT)
                            .status()
                            .code())
                    .isEqualTo(Status.NO_SUCH_SOP_INSTANCE.code());
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).anyMatch(file -> file.contains("SP_"));
        }
    }

    private static DimseResponse perform(Association association, NormalizedRequest request) throws IOException {
        DimseResponse response = association.perform(request, GRAYSCALE_PRINT);
        assertThat(response.status().isFailure())
                .as(request + " " + response.status())
                .isFalse();
        return response;
    }

    private static String created(DimseResponse response) {
        return response.command().string(Tag.AffectedSOPInstanceUID).orElseThrow();
    }

    private static DataSet filmBox(String session) {
        return new DataSet()
                .put(IMAGE_DISPLAY_FORMAT, VR.ST, "STANDARD\\1,1")
                .putItems(
                        REFERENCED_FILM_SESSION,
                        new DataSet()
                                .put(Tag.ReferencedSOPClassUID, FILM_SESSION)
                                .put(Tag.ReferencedSOPInstanceUID, session));
    }

    private static DataSet image() {
        DataSet pixels = new DataSet()
                .put(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .put(Tag.Rows, 64)
                .put(Tag.Columns, 64)
                .put(Tag.BitsAllocated, 8)
                .put(Tag.BitsStored, 8)
                .put(Tag.HighBit, 7)
                .put(Tag.PixelRepresentation, 0)
                .putBytes(Tag.PixelData, VR.OW, new byte[64 * 64]);
        return new DataSet().put(IMAGE_BOX_POSITION, VR.US, "1").putItems(GRAYSCALE_IMAGE, pixels);
    }
}
