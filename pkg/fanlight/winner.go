package fanlight

import (
	"strconv"
	"strings"
)

// Winner names the result that counts for a query of an epoch: the attempt, and the
// epoch whose result it is. A replay of failures inherits results of earlier epochs.
type Winner struct {
	Epoch   int
	Attempt string
}

// ParseWinner reads a winner of the given epoch as PROGRESS has it: <epoch>:<attempt>,
// or the attempt only, if it is one of that epoch.
func ParseWinner(s string, epoch int) Winner {
	number, attempt, named := strings.Cut(s, ":")
	if n, err := strconv.Atoi(number); named && err == nil {
		return Winner{n, attempt}
	}
	return Winner{epoch, s}
}

// String returns the form that names the epoch.
func (w Winner) String() string { return strconv.Itoa(w.Epoch) + ":" + w.Attempt }
