/**
 * What has to be done again and again so that nothing grows without end. A room that keeps something for a while
 * implements {@link dev.tutti.base.upkeep.Chore}; {@link dev.tutti.base.upkeep.Upkeep} sees to it that it is done. Knows
 * no room.
 */
package dev.tutti.base.upkeep;
