package logfile

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// Group is a folder with the files of one log group.
type Group struct {
	Name   string // of the log group, as far as the folder's path has it
	Folder string
}

// Groups finds the log groups of a folder that has a sub-folder for each: those below it,
// at any depth, that hold files themselves. The path from the folder is the name of the
// group, so that the sub-folder aws/lambda/mail holds the group /aws/lambda/mail; a
// slash may also be written as %2F, and the slash at the start is left out or added by
// Group.Is. The sub-folders of a group's folder belong to it, and so do those that an
// export to S3 makes: one for its task and in it one for each stream.
//
// A folder that holds files itself, or nothing but an export, has no groups. A README and
// other files in Markdown are not files of a group, nor are pipes and links to folders. A
// sub-folder that cannot be read is taken for that of a group, so that reading it says so.
func Groups(folder string) ([]Group, error) {
	groups, files, err := groupsBelow(folder, "")
	if err != nil {
		return nil, fmt.Errorf("find log groups: %w", pathError(err))
	}
	if files {
		return nil, nil
	}
	slices.SortFunc(groups, func(a, b Group) int { return strings.Compare(a.Name, b.Name) })
	return groups, nil
}

// mostDepth limits how deep the folder of a group may be.
const mostDepth = 16

// groupsBelow returns the groups below a folder whose path from the start is name. It
// reports whether the folder belongs to one group: it has files, or an export.
func groupsBelow(folder, name string) (groups []Group, one bool, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil && name != "" {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return unpack.Ignored(e.Name()) })
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return isGroupFile(folder, e) }) {
		return nil, true, nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !e.IsDir() })
	if strings.Count(name, "/") >= mostDepth {
		return nil, false, fmt.Errorf("invalid folder %s: want at most %d folders above the files of a log group", folder, mostDepth)
	}
	for _, e := range entries {
		within, path := join(name, e.Name()), filepath.Join(folder, e.Name())
		below, one, err := groupsBelow(path, within)
		if err != nil {
			return nil, false, err
		}
		if one {
			below = []Group{{within, path}}
		}
		groups = append(groups, below...)
	}
	return groups, false, nil
}

// isGroupFile reports whether an entry shows that its folder is that of a group.
func isGroupFile(folder string, e fs.DirEntry) bool {
	switch {
	case e.IsDir():
		return isExportTask(e.Name())
	case isDocumentation(e.Name()):
		return false
	case e.Type()&fs.ModeSymlink != 0:
		info, err := os.Stat(filepath.Join(folder, e.Name()))
		return err == nil && info.Mode().IsRegular()
	}
	return e.Type().IsRegular()
}

// isDocumentation reports whether the name of a file is that of a text about its folder.
func isDocumentation(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".md") || slices.Contains([]string{"readme", "readme.txt", "readme.rst", "license", "license.txt"}, name)
}

var exportTask = lazyregexp.New(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// isExportTask reports whether the name of a folder is that of a task which exports a
// log group to S3.
func isExportTask(name string) bool { return exportTask().MatchString(name) }

// InTheWay returns the path of a file, or of an export's folder, that keeps Groups from
// finding the sub-folder of a log group in a folder: it is above the sub-folder, where it
// makes another folder one of a group. It returns "" if there is none, or no such
// sub-folder.
func InTheWay(folder, group string) string { return inTheWay(folder, "", group, "") }

// inTheWay goes on in a folder whose path from the start is name, below which a file was found.
func inTheWay(folder, name, group, file string) string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return ""
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return unpack.Ignored(e.Name()) })
	if i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return isGroupFile(folder, e) }); i >= 0 && file == "" {
		file = filepath.Join(folder, entries[i].Name())
	}
	for _, e := range entries {
		within := Group{Name: join(name, e.Name()), Folder: filepath.Join(folder, e.Name())}
		switch {
		case !e.IsDir():
		case within.Is(group):
			return file
		case strings.HasPrefix(strings.TrimPrefix(group, "/")+"/", strings.TrimPrefix(within.Name, "/")+"/"):
			if found := inTheWay(within.Folder, within.Name, group, file); found != "" {
				return found
			}
		}
	}
	return ""
}

func join(name, folder string) string {
	if plain, err := url.PathUnescape(folder); err == nil {
		folder = plain
	}
	if name == "" {
		return folder
	}
	return name + "/" + folder
}

// Is reports whether the folder is that of a log group: a slash at the start of its name
// may be missing in the folder's.
func (g Group) Is(name string) bool {
	return strings.TrimPrefix(g.Name, "/") == strings.TrimPrefix(name, "/")
}
