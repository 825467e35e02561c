package ua.vuzol.publication;

import java.util.List;

/**
 * A part of what a search found.
 *
 * @param total how many there are in all
 */
public record Page<T>(List<T> matches, int total) {}
