package ua.vuzol.camel.drop;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.springframework.util.unit.DataSize;

/**
 * Takes files from a folder once they have been left alone for a while. The body is the {@link Path} of the file, which
 * moves to the done folder when the exchange has succeeded and stays for the next poll when it has failed.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "file-drop",
        title = "File Drop",
        syntax = "file-drop:source",
        consumerOnly = true,
        category = {Category.FILE},
        headersClass = FileDropConstants.class)
public class FileDropEndpoint extends ScheduledPollEndpoint {
    @UriPath(description = "Name of the source whose files these are")
    @Metadata(required = true)
    private final String source;

    @UriParam(description = "Folder to watch; it is made if it is missing")
    @Metadata(required = true)
    private String directory;

    @UriParam(
            description = "How long length and times of a file must have stood still before it is taken",
            javaType = "java.time.Duration",
            defaultValue = "5s")
    private Duration quietPeriod = Duration.ofSeconds(5);

    @UriParam(description = "Folder for files that were taken, relative to the directory", defaultValue = ".done")
    private String doneFolder = ".done";

    @UriParam(
            description = "Folder for files that cannot be read at all, relative to the directory",
            defaultValue = ".failed")
    private String failedFolder = ".failed";

    @UriParam(description = "Whether files in sub-folders are taken too", defaultValue = "false")
    private boolean recursive;

    @UriParam(
            description = "Regular expression of the names that are passed over: what a device is still writing",
            defaultValue = "(?i).*\\.(tmp|part|partial|filepart|crdownload)|~.*")
    private String ignore = "(?i).*\\.(tmp|part|partial|filepart|crdownload)|~.*";

    @UriParam(
            description = "Encoding of file names that are not UTF-8, as old devices leave them on a share",
            defaultValue = "windows-1251")
    private String fileNameCharset = "windows-1251";

    @UriParam(
            description =
                    "The most that is read from the folder in a second, over all its files, such as 2MB; 0 for no bound",
            defaultValue = "0")
    private String bandwidth = "0";

    public FileDropEndpoint(String uri, FileDropComponent component, String source) {
        super(uri, component);
        this.source = source;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (directory == null || directory.isBlank()) {
            throw new IllegalArgumentException("file-drop:" + source + " needs the option directory");
        }
        bandwidth(); // an option that is no size is told now
        FileDropConsumer consumer = new FileDropConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("file-drop: only takes files; use file: to write them");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }

    Path root() {
        return Path.of(directory).toAbsolutePath().normalize();
    }

    /** @throws IllegalArgumentException if the option is no size */
    DataSize bandwidth() {
        return DataSize.parse(bandwidth);
    }

    public String getBandwidth() {
        return bandwidth;
    }

    public void setBandwidth(String bandwidth) {
        this.bandwidth = bandwidth;
    }

    public String getSource() {
        return source;
    }

    public String getDirectory() {
        return directory;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public Duration getQuietPeriod() {
        return quietPeriod;
    }

    public void setQuietPeriod(Duration quietPeriod) {
        this.quietPeriod = quietPeriod;
    }

    public String getDoneFolder() {
        return doneFolder;
    }

    public void setDoneFolder(String doneFolder) {
        this.doneFolder = doneFolder;
    }

    public String getFailedFolder() {
        return failedFolder;
    }

    public void setFailedFolder(String failedFolder) {
        this.failedFolder = failedFolder;
    }

    public boolean isRecursive() {
        return recursive;
    }

    public void setRecursive(boolean recursive) {
        this.recursive = recursive;
    }

    public String getIgnore() {
        return ignore;
    }

    public void setIgnore(String ignore) {
        this.ignore = ignore;
    }

    public String getFileNameCharset() {
        return fileNameCharset;
    }

    public void setFileNameCharset(String fileNameCharset) {
        this.fileNameCharset = fileNameCharset;
    }
}
