package cli

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"
)

// epochFlag is a pflag.Value for an epoch of a run, counted from 1; 0, which a user
// cannot give, stands for the last one.
type epochFlag int

// addEpochFlag adds the flag for an earlier epoch.
func addEpochFlag(cmd *cobra.Command, epoch *int) {
	cmd.Flags().Var((*epochFlag)(epoch), "epoch", "`NUMBER` of an earlier epoch (default: the last one)")
}

func (e *epochFlag) Type() string { return "epoch" }

func (e *epochFlag) String() string {
	if *e == 0 {
		return ""
	}
	return strconv.Itoa(int(*e))
}

func (e *epochFlag) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return errors.New("not the number of an epoch")
	}
	*e = epochFlag(n)
	return nil
}
