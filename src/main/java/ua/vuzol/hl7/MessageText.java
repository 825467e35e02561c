package ua.vuzol.hl7;

import java.util.List;

/**
 * A message with what it says.
 *
 * @param segments of the message
 * @param answer segments of the acknowledgment
 * @param replays ids of its replays
 */
public record MessageText(MessageEntry entry, List<String> segments, List<String> answer, List<Long> replays) {}
