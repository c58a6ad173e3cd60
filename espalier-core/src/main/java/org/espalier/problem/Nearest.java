package org.espalier.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a user probably meant by an unknown one. */
public final class Nearest {

    private Nearest() {}

    /**
     * The allowed name with the fewest edits from {@code got}, ignoring case; empty when none shares at least half of
     * it.
     *
     * @param got the unknown name
     * @param allowed the known names; ties go to the first
     */
    public static Optional<String> to(String got, Collection<String> allowed) {
        return allowed.stream()
                .min(Comparator.comparingInt(name -> edits(got, name)))
                .filter(name -> 2 * edits(got, name) <= Math.max(got.length(), name.length()));
    }

    /** Insertions, deletions and replacements that turn one name into the other (Levenshtein), ignoring case. */
    private static int edits(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
