package ua.vuzol.intake.profile;

import ua.vuzol.intake.record.DeviceRecord;

/** The metadata of one examination, found in a sidecar. */
public record SidecarRecord(String examinationKey, DeviceRecord record) {}
