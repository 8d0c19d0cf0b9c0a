// Pack zips the functions for Lambda and writes the paths and hashes of the zips to
// a file for Terraform. The same programs give the same bytes.
//
//	go run ./scripts/pack -dist dist dispatcher worker reporter janitor
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// pkg is a value of the variable packages of the Terraform module.
type pkg struct {
	Path string `json:"path"` // relative to the folder of an environment
	Hash string `json:"hash"` // SHA-256 in base64
}

func main() {
	dist := flag.String("dist", "dist", "folder with <function>/bootstrap, to which <function>.zip and packages.tfvars.json are written")
	seen := flag.String("seen-as", "../../../dist", "path of that folder from the folder of an environment: it is in Terraform's state, so it must not depend on the machine")
	flag.Parse()
	if err := pack(*dist, *seen, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// pack zips dist/<function>/bootstrap to dist/<function>.zip for each function, and
// writes packages.tfvars.json. seen is the path of dist in that file.
func pack(dist, seen string, functions []string) error {
	packages := map[string]pkg{}
	for _, function := range functions {
		hash, err := writeZip(filepath.Join(dist, function+".zip"), filepath.Join(dist, function, "bootstrap"))
		if err != nil {
			return fmt.Errorf("zip the %s: %w", function, err)
		}
		packages[function] = pkg{Path: path.Join(seen, function+".zip"), Hash: hash}
	}
	text, err := json.MarshalIndent(map[string]any{"packages": packages}, "", "  ")
	if err != nil {
		return fmt.Errorf("write the packages: %w", err)
	}
	return wholefile.Write(filepath.Join(dist, "packages.tfvars.json"), append(text, '\n'))
}
