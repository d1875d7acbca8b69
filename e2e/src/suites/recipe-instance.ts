/** The request that the recipe's readers paste. */
export const RECIPE_INSTANCE: readonly number[] = [0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03];
