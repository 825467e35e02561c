package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** DCMTK's archive. */
public final class Dcmqrscp {

    private Dcmqrscp() {}

    /**
     * Starts one with the AE title ARCHIVE.
     *
     * @param folder where it keeps what it needs
     * @param destination the port of this machine where it is to reach VUZOL
     */
    public static PeerProcess start(Path folder, int port, int destination) throws IOException {
        PeerProcess.assumeInstalled("dcmqrscp");
        Path configuration = Files.writeString(
                folder.resolve("dcmqrscp.cfg"),
                """
                MaxPDUSize = 131072
                MaxAssociations = 16
                HostTable BEGIN
                vuzol = (VUZOL, 127.0.0.1, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                ARCHIVE %s RW (100, 1024mb) ANY
                AETable END
                """
                        .formatted(destination, Files.createDirectory(folder.resolve("archive"))));
        return PeerProcess.listening(folder, port, PeerProcess.words("dcmqrscp", "-c", configuration, "+x=", port));
    }
}
