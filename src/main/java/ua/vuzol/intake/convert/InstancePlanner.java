package ua.vuzol.intake.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.image.Picture;
import ua.vuzol.intake.image.Pictures;
import ua.vuzol.intake.profile.Iod;
import ua.vuzol.intake.profile.IodLibrary;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.mapping.MappingFileException;

/** Decides what instances an examination's pictures become. Looks at every picture, keeps the pixels of none. */
final class InstancePlanner {
    /** The pictures of one instance. */
    private record Group(Iod iod, List<SourceFrame> frames) {}

    private final Pictures pictures;
    private final IodLibrary iods;
    private final SourceProfile profile;

    InstancePlanner(Pictures pictures, IodLibrary iods, SourceProfile profile) {
        this.pictures = pictures;
        this.iods = iods;
        this.profile = profile;
    }

    /** @param before how many instances there are already; those of these images are numbered after them */
    List<InstancePlan> plan(List<ImageInput> images, int before) throws IOException {
        List<ImageInput> ordered = images.stream()
                .sorted(Comparator.comparingInt(InstancePlanner::frameNumber).thenComparing(ImageInput::name))
                .toList();
        List<Group> groups = new ArrayList<>();
        if (profile.object().multiFrame()) {
            groups.add(group(ordered));
        } else {
            for (ImageInput image : ordered) {
                groups.addAll(instances(group(List.of(image))));
            }
        }
        return numbered(groups, before);
    }

    /** One file: one instance when the object takes many frames, else one for each page. */
    private static List<Group> instances(Group file) {
        return file.iod().multiFrame()
                ? List.of(file)
                : file.frames().stream()
                        .map(frame -> new Group(file.iod(), List.of(frame)))
                        .toList();
    }

    /** As JPEG when all of them are and an object of the profile can hold it so, otherwise decoded. */
    private Group group(List<ImageInput> images) throws IOException {
        Optional<Group> jpeg = profile.object().encapsulateJpeg() ? jpeg(images) : Optional.empty();
        return jpeg.isPresent() ? jpeg.get() : decoded(images);
    }

    private Optional<Group> jpeg(List<ImageInput> images) throws IOException {
        List<SourceFrame> frames = new ArrayList<>();
        for (ImageInput image : images) {
            Optional<SourceFrame> frame = opened(image, picture -> SourceFrame.jpeg(image, picture, profile));
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            frames.add(frame.get());
        }
        PixelForm form = frames.get(0).form();
        boolean alike = frames.stream().allMatch(frame -> frame.form().equals(form));
        return alike ? iod(form).map(iod -> new Group(iod, frames)) : Optional.empty();
    }

    private Group decoded(List<ImageInput> images) throws IOException {
        List<SourceFrame> frames = new ArrayList<>();
        for (ImageInput image : images) {
            frames.addAll(opened(image, picture -> pages(image, picture)));
        }
        PixelForm form = frames.get(0).form();
        Iod iod = iod(form)
                .orElseThrow(() -> new UnreadableInputException("None of the objects the profile " + profile.source()
                        + " allows (" + String.join(", ", profile.object().sopClasses()) + ") can hold a picture of "
                        + form.described() + "."));
        frames.stream()
                .filter(frame -> iod.multiFrame() ? !frame.form().equals(form) : !held(iod, frame.form()))
                .findFirst()
                .ifPresent(frame -> {
                    throw new UnreadableInputException("The pictures cannot stand together in one " + iod.name()
                            + ": one has " + form.described() + ", another "
                            + frame.form().described() + ".");
                });
        return new Group(iod, frames);
    }

    private List<SourceFrame> pages(ImageInput image, Picture picture) throws IOException {
        List<SourceFrame> pages = new ArrayList<>();
        for (int page = 0; page < picture.frames(); page++) {
            pages.add(SourceFrame.decoded(image, picture, page, profile));
        }
        return pages;
    }

    private interface Use<T> {
        T of(Picture picture) throws IOException;
    }

    /** What is wrong with a picture is told with the name of its file: an examination has several. */
    private <T> T opened(ImageInput image, Use<T> use) throws IOException {
        try (Picture picture = pictures.open(image.file(), profile.limits())) {
            return use.of(picture);
        } catch (UnreadableInputException e) {
            throw new UnreadableInputException(image.name() + ": " + e.getMessage(), e);
        }
    }

    private Optional<Iod> iod(PixelForm form) {
        return profile.object().sopClasses().stream()
                .map(this::table)
                .filter(iod -> held(iod, form))
                .findFirst();
    }

    private Iod table(String name) {
        try {
            return iods.find(name);
        } catch (MappingFileException e) {
            throw new UnreadableInputException("The object table cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean held(Iod iod, PixelForm form) {
        return iod.holds(form.photometric(), form.bitsAllocated());
    }

    /** By the device's own numbers when they tell the instances apart, otherwise by their order. */
    private static List<InstancePlan> numbered(List<Group> groups, int before) {
        Set<Integer> numbers = new HashSet<>();
        boolean byDevice = groups.stream()
                .map(group -> frameNumber(group.frames().get(0).image()))
                .allMatch(number -> number != Integer.MAX_VALUE && numbers.add(number));
        List<InstancePlan> plans = new ArrayList<>();
        for (Group group : groups) {
            ImageInput first = group.frames().get(0).image();
            int number = byDevice ? frameNumber(first) : before + plans.size() + 1;
            plans.add(new InstancePlan(group.iod(), group.frames(), number, view(first)));
        }
        return plans;
    }

    private static int frameNumber(ImageInput image) {
        String view = view(image);
        return view.matches("\\d{1,9}") ? Integer.parseInt(view) : Integer.MAX_VALUE;
    }

    private static String view(ImageInput image) {
        return image.captures().getOrDefault("frame", "").replaceFirst("^0+(?=.)", "");
    }
}
