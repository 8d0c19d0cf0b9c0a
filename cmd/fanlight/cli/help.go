package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/suggest"
)

// newHelp returns the command that shows the help of a command or a topic. Cobra's own
// shows the help of the program for a word that is neither, and ends with status 0.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND|TOPIC]",
		Short:   "Show the help of a command or a topic",
		Example: "  fanlight help run\n  fanlight help times",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, _, err := root.Find(args)
			if err != nil || cmd == root && len(args) > 0 {
				return noHelp(root, strings.Join(args, " "))
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return helpWords(root), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// helpWords returns the commands and topics with their summaries, as shells show them.
func helpWords(root *cobra.Command) (words []string) {
	for _, c := range root.Commands() {
		if !c.Hidden {
			words = append(words, c.Name()+"\t"+c.Short)
		}
	}
	return words
}

func noHelp(root *cobra.Command, name string) error {
	hint := "fanlight --help lists the commands and topics"
	var names []string
	for _, c := range root.Commands() { // the topics, too, which cobra does not suggest
		names = append(names, c.Name())
	}
	if near := suggest.Nearest(name, names); near != "" {
		hint = "did you mean " + near + "?"
	}
	return usageErrorf("there is no help for %q: %s", name, hint)
}
