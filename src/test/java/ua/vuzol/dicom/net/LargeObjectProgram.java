package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.Part10Header;

/** What {@link LargeObjectIT} runs in JVMs of their own, whose heaps are small. */
public final class LargeObjectProgram {

    static final String SCP = "scp";
    static final String REWRITE = "rewrite";
    static final String STORE = "store";
    static final String GET = "get";

    private static final String GET_CLASS = SopClass.StudyRootQueryRetrieveInformationModelGet;

    private LargeObjectProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path path = Path.of(arguments[1]);
        switch (arguments[0]) {
            case SCP -> serve(Integer.parseInt(arguments[2]), path);
            case REWRITE -> rewrite(path, Path.of(arguments[2]));
            case STORE -> store(FileSource.of(path), Integer.parseInt(arguments[2]));
            case GET -> get(FileSource.of(path), Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Keeps what comes in a folder and gives it back, for ever. */
    private static void serve(int port, Path folder) throws IOException, InterruptedException {
        Spool spool = new Spool(folder);
        Services services = Services.builder()
                .store(uid -> true, spool::store)
                .get(
                        query -> spool.kept().stream()
                                .map(kept -> TestObjects.source(kept.file()))
                                .toList(),
                        GET_CLASS)
                .build();
        try (DicomNetwork network = new DicomNetwork();
                Acceptor acceptor =
                        network.listen(AcceptorOptions.builder(InetAddress.getLoopbackAddress(), port, services)
                                .build())) {
            new CountDownLatch(1).await();
        }
    }

    private static void rewrite(Path file, Path rewritten) throws IOException {
        DicomObject object = DicomReader.read(file);
        object.dataSet().put(Tag.PatientName, "Григорович^Тарас^Шевченко");
        DicomWriter.write(object, rewritten);
    }

    private static void store(FileSource source, int port) throws IOException {
        AssociationOptions options = AssociationOptions.builder("SCU")
                .context(source.sopClassUid(), source.transferSyntaxes().get(0))
                .build();
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(NodeAddress.of("SCP", "127.0.0.1", port), options)) {
            System.out.println(association.store(source).status());
        }
    }

    /** Gets all there is and tells its length and digest. */
    private static void get(FileSource like, int port) throws IOException {
        StoreService digesting = (request, dataSet) -> {
            System.out.println(digest(dataSet));
            return Status.SUCCESS;
        };
        AssociationOptions options = AssociationOptions.builder("SCU")
                .context(GET_CLASS)
                .context(like.sopClassUid(), like.transferSyntaxes().get(0))
                .role(like.sopClassUid(), false, true)
                .services(Services.builder().store(uid -> true, digesting).build())
                .build();
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(NodeAddress.of("SCP", "127.0.0.1", port), options)) {
            System.out.println(association
                    .get(GET_CLASS, TestObjects.match("2.25.1"))
                    .last()
                    .status());
        }
    }

    /** Length and digest of a file's data set. */
    public static String dataSetDigest(Path file) throws IOException {
        Part10Header header = DicomReader.readHeader(file);
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(header.dataSetOffset());
            return digest(in);
        }
    }

    /** Length and digest of what comes. */
    public static String digest(InputStream in) throws IOException {
        CRC32C digest = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            length += count;
        }
        return length + " bytes, " + Long.toHexString(digest.getValue());
    }
}
