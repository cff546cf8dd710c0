/** An hour of the day as a clock shows it. */
export const hour = (of: number): string => `${String(of).padStart(2, '0')}:00`
