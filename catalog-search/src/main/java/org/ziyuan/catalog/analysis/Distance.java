package org.ziyuan.catalog.analysis;

/** How many slips of the hand lie between two words: one inserted, lost, wrong, or swapped with its neighbour. */
final class Distance {

    private Distance() {}

    static int of(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                slips[row][column] = row == 0 ? column : column == 0 ? row : cheapest(slips, one, other, row, column);
            }
        }
        return slips[one.length()][other.length()];
    }

    private static int cheapest(int[][] slips, String one, String other, int row, int column) {
        int wrong = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int cheapest = Math.min(
                slips[row - 1][column - 1] + wrong, Math.min(slips[row - 1][column], slips[row][column - 1]) + 1);
        boolean swapped = row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
        return swapped ? Math.min(cheapest, slips[row - 2][column - 2] + 1) : cheapest;
    }
}
