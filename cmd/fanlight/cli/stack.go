package cli

import (
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/local"
)

const stackVariable = "FANLIGHT_STACK"

// addStackFlag gives a command the name of the deployment that it works on.
func addStackFlag(cmd *cobra.Command, s *System, name *string) {
	value := s.Getenv(stackVariable)
	if value == "" {
		value = local.DefaultStack
	}
	cmd.Flags().StringVar(name, "stack", value, "`NAME` of the deployment ("+stackVariable+")")
}
