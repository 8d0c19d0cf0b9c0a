package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// usageError is a mistake in the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usageErrorf(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// invalid is the error of a flag or an argument whose value cannot be used:
// invalid --at "x": want ….
func invalid(name, value, want string) error {
	return usageErrorf("invalid %s %q: want %s", name, value, want)
}

// flagError says what is wrong with a flag, and suggests the nearest one for an
// unknown one.
func flagError(cmd *cobra.Command, err error) error {
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		return unknownFlag(cmd, unknown)
	}
	if value, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return invalid("--"+value.GetFlag().Name, value.GetValue(), wanted(value.GetFlag()))
	}
	return usageErrorf("%v", err)
}

// unknownFlag names the flag, and the one that may be meant: the nearest by its name, or
// those that begin with the letter of a short form.
func unknownFlag(cmd *cobra.Command, unknown *pflag.NotExistError) error {
	name, short := unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames() != ""
	flag, meant := "--"+name, []string{nearestFlag(cmd, name)}
	if short {
		flag, meant = "-"+name, flagsWith(cmd, name)
	}
	if len(meant) == 0 || meant[0] == "" {
		return usageErrorf("unknown flag %s", flag)
	}
	return usageErrorf("unknown flag %s: did you mean --%s?", flag, strings.Join(meant, " or --"))
}

// flagsWith returns the command's flags whose names begin with a letter.
func flagsWith(cmd *cobra.Command, letter string) (names []string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if strings.HasPrefix(f.Name, letter) && !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}

// wanted says which values a flag takes.
func wanted(flag *pflag.Flag) string {
	if choice, ok := flag.Value.(*formatChoice); ok {
		return "one of " + strings.Join(choice.allowed, ", ")
	}
	return map[string]string{"int": "a whole number", "epoch": "the number of an epoch, from 1", "bool": "true or false"}[flag.Value.Type()]
}

// noEmptyFlag refuses a flag with an empty value: an unset variable of a script
// must not become a default.
func noEmptyFlag(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		empty := f.Value.String() == ""
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values := list.GetSlice()
			empty = len(values) == 0 || slices.Contains(values, "")
		}
		if empty && err == nil {
			err = usageErrorf("--%s is empty", f.Name)
		}
	})
	return err
}

// maxSlips is how many letters of a command may be wrong for it to be suggested.
const maxSlips = 2

// nearestFlag returns the command's flag whose name is nearest, or nothing.
func nearestFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return suggest.Nearest(name, names)
}

// arguments checks the number of positional arguments; names are the words that the error
// calls them if too few are given. A negative most sets no limit.
func arguments(least, most int, names string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usageErrorf("%s is missing", names)
		case most >= 0 && len(args) > most:
			return unexpected(args[most])
		case slices.Contains(args, ""): // an unset variable of a script
			return usageErrorf("argument %d is empty", slices.Index(args, "")+1)
		}
		return nil
	}
}

// clockTime matches what a shell makes of the second half of a time with a blank.
var clockTime = lazyregexp.New(`^\d\d:\d\d(:\d\d)?Z?$`)

// unexpected is the error of an argument too many.
func unexpected(arg string) error {
	if clockTime().MatchString(arg) {
		return usageErrorf("unexpected argument %q: a time with a blank needs quotes, as in --at '2026-01-02 %s'", arg, arg)
	}
	return usageErrorf("unexpected argument %q", arg)
}
