package org.espalier.cli.search;

/** The value of {@code --budget}. */
final class BudgetOption {

    private BudgetOption() {}

    /**
     * The setting of the configuration.
     *
     * @param cost as typed: multiply-adds or a time with a unit, or {@code none}
     */
    static String setting(String cost) {
        return "search.budget=" + (cost.equals("none") ? "null" : cost);
    }
}
