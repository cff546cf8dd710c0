const FILES = []
