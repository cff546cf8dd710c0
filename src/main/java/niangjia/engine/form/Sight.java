package niangjia.engine.form;

import niangjia.engine.union.Unions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What both doors stand on: the tree of unions, and transactions in the reader's scope. */
@Component
record Sight(Unions unions, TransactionOperations transactions) {}
