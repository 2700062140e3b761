/* Morse code as a tree: a dot leads left, a dash leads right, and a letter is where the way ends. */
#include <stdio.h>
#include <stdlib.h>

/* ANCHOR: morse */
struct node {
    char letter;
    struct node *dot, *dash;
};

static struct node *new_node(char letter, struct node *dot, struct node *dash) {
    struct node *node = malloc(sizeof *node);
    if (node == NULL) exit(1);
    *node = (struct node){letter, dot, dash};
    return node;
}

static char read(const struct node *node, const char *signs) {
    for (; *signs != '\0' && node != NULL; signs++) node = *signs == '.' ? node->dot : node->dash;
    return node != NULL ? node->letter : '?'; /* forget to ask, and it reads address 0 */
}

static void free_tree(struct node *node) {
    if (node == NULL) return;
    free_tree(node->dot);
    free_tree(node->dash);
    free(node); /* last: after this, node->dash must not be read */
}

int main(void) {
    struct node *e = new_node('E', new_node('I', NULL, NULL), new_node('A', NULL, NULL));
    struct node *t = new_node('T', new_node('N', NULL, NULL), new_node('M', NULL, NULL));
    struct node *root = new_node(' ', e, t);
    const char *messages[] = {"-", ".-", "-.", "...."};
    for (int i = 0; i < 4; i++) printf("%s %c\n", messages[i], read(root, messages[i]));
    free_tree(root);
    return 0;
}
/* ANCHOR_END: morse */
