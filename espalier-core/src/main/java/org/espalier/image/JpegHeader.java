package org.espalier.image;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a JPEG file's segments say about its image.
 *
 * @param orientation of the stored image
 * @param transformed whether colours are stored as luminance and two differences: of four channels, YCCK
 */
record JpegHeader(Orientation orientation, boolean transformed) {

    private static final int TRANSFORM_AT =
            5; // after the name and a zero: version, two flags of two bytes, then the transform
    private static final int YCCK = 2;

    /** Reads the header; the stream stays where it was. */
    static JpegHeader read(ImageInputStream in) throws IOException {
        in.mark();
        try {
            List<JPEGSegment> segments =
                    JPEGSegmentUtil.readSegments(in, Map.of(JPEG.APP1, List.of("Exif"), JPEG.APP14, List.of("Adobe")));
            Orientation orientation = Orientation.UPRIGHT;
            boolean transformed = false;
            for (JPEGSegment segment : segments) {
                if (segment.marker() == JPEG.APP1) {
                    orientation = orientation(segment);
                } else {
                    byte[] adobe = segment.data().readAllBytes();
                    transformed = adobe.length > TRANSFORM_AT && adobe[TRANSFORM_AT] == YCCK;
                }
            }
            return new JpegHeader(orientation, transformed);
        } finally {
            in.reset();
        }
    }

    /** Broken EXIF data name no orientation: the image itself may be whole. */
    private static Orientation orientation(JPEGSegment exif) {
        try (InputStream data = exif.data()) {
            data.skipNBytes(1);
            return TiffHeader.orientation(new MemoryCacheImageInputStream(data));
        } catch (IOException e) {
            return Orientation.UPRIGHT;
        }
    }
}
