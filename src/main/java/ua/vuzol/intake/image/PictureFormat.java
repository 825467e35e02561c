package ua.vuzol.intake.image;

/** The file formats that are read; recognised by the first bytes of the file, never by its name. */
public enum PictureFormat {
    JPEG,
    PNG,
    BMP,
    TIFF
}
