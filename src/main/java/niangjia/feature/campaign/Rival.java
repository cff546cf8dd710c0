package niangjia.feature.campaign;

import java.util.UUID;
import niangjia.platform.Words;

/**
 * The same person on another list of the same key.
 *
 * @param gift the one on the list that is looked at
 * @param other the other one
 * @param list the list that the other one is on
 * @param path of the union that gives there
 * @param campaign what that campaign is called
 */
record Rival(
    UUID gift,
    UUID other,
    UUID list,
    String path,
    Gift.State state,
    long amount,
    String unit,
    Words campaign) {}
