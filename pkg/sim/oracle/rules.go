package oracle

import "time"

// The numbers of docs/protocol.md, by rule.
const (
	newestLayout     = 2                    // of META (words: layout)
	giveUpAfter      = time.Hour            // of a round without a step (rule R5)
	workers          = 2                    // that the queue of queries feeds at a time
	figuresRetention = 400 * 24 * time.Hour // rule E4
	metaMargin       = 30 * 24 * time.Hour  // by which META outlives the rest (rule E4)
	maxTriesOfPart   = 5                    // in a round (rule R4)
	day              = 24 * time.Hour
)
