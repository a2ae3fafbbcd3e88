// Answers with go-yaml, which Docker Compose reads its files with, what YAML texts hold: a JSON string a line on standard
// input, and for each a line of output: the documents, or null where the text is refused.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"go.yaml.in/yaml/v4"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, end := in.ReadBytes('\n')
		if len(line) > 0 {
			var text string
			if err := json.Unmarshal(line, &text); err != nil {
				panic(err)
			}
			if err := out.Encode(documentsOf(text)); err != nil {
				panic(err)
			}
		}
		if end != nil {
			return
		}
	}
}

// Nil when the text is refused. One document too many is all that is needed to see that.
func documentsOf(text string) []any {
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	documents := []any{}
	for {
		var node yaml.Node
		err := decoder.Decode(&node)
		if errors.Is(err, io.EOF) {
			return documents
		}
		if err != nil {
			return nil
		}
		documents = append(documents, formOf(node.Content[0]))
	}
}

// The form that yaml-form.ts gives to what the reader of Transpose reads.
func formOf(node *yaml.Node) any {
	form := bareFormOf(node)
	tag := ""
	if node.Style&yaml.TaggedStyle != 0 {
		tag = node.Tag
	}
	if node.Kind == yaml.AliasNode || (node.Anchor == "" && tag == "") {
		return form
	}
	return []any{"&", node.Anchor, tag, form}
}

func bareFormOf(node *yaml.Node) any {
	const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	switch {
	case node.Kind == yaml.AliasNode:
		return []any{"*", node.Value}
	case node.Kind == yaml.ScalarNode && node.Style&quoted == 0:
		return node.Value
	case node.Kind == yaml.ScalarNode:
		return []any{"'", node.Value}
	}
	form := []any{"["}
	if node.Kind == yaml.MappingNode {
		form[0] = "{"
	}
	for _, child := range node.Content {
		form = append(form, formOf(child))
	}
	return form
}
