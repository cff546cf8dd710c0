/**
 * Ledger (资金): money and goods of unions, from a fund to whoever gets it, by double entry.
 *
 * <p>It owns funds with their budget lines, accounts, transfers, closed periods and payouts. It
 * promises that one row moves an amount between two accounts and is never changed, that the
 * database itself moves the balances and overdraws none, that a key is posted once whoever asks
 * however often on whatever node, and that every balance can be worked out again.
 */
@ApplicationModule(
    id = "ledger",
    allowedDependencies = {"platform", "union", "people", "access", "export", "listing"})
@NullMarked
package niangjia.engine.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
