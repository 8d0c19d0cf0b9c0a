package oracle

import (
	"strconv"
	"time"
)

// result returns a chunk of the result that a winner of the epoch names, of whichever
// epoch it is; nil if it is not there.
func (e *epochState) result(index int, winner string, chunk int) item {
	w := parseWinner(winner, e.number)
	return e.run.at(w.epoch).results[resultKey(index, w.attempt, chunk)]
}

// inheritable returns the winner with which the next epoch of failures begins for a
// query, empty for one that runs again (rule D4): its result is good, and there a day
// after the new deadline.
func (e *epochState) inheritable(index int, deadline time.Time) string {
	winner := e.winner(index)
	if !e.good(index, winner) || int64(num(e.result(index, winner, 0), "expires")) < deadline.Add(24*time.Hour).Unix() {
		return ""
	}
	w := parseWinner(winner, e.number)
	return strconv.Itoa(w.epoch) + ":" + w.attempt
}
