/** What the build knows of the book for whoever makes or does an assignment, and where everything lies. */

import { fetchJson, type LabConfig, loadConfig } from "../config";
import type { Language, Values } from "../protocol";
import type { Criterion } from "./assignment";

export interface ChapterLab {
  readonly model: string;
  readonly number: string;
  readonly controls: readonly string[];
  readonly values: Values;
  readonly seed: number;
  readonly predict: string;
}

export interface CourseChapter {
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  readonly labs: readonly ChapterLab[];
  readonly exercises: readonly string[];
  readonly rubric: readonly Criterion[];
}

export interface CourseModel {
  readonly title: string;
  readonly config: string;
  readonly controls: readonly string[];
}

export interface CourseData {
  readonly book: string;
  readonly version: string;
  readonly package: string;
  readonly language: Language;
  /** The slug of the student's page. */
  readonly page: string;
  readonly chapters: readonly CourseChapter[];
  readonly models: Readonly<Record<string, CourseModel>>;
}

/** The data of an element, with the addresses that go with it. */
export class Course {
  private constructor(
    readonly data: CourseData,
    private readonly source: string,
    private readonly roots: Readonly<Record<string, string>>,
    readonly runtime: string,
  ) {}

  static async of(element: HTMLElement): Promise<Course> {
    const address = (name: string): string => new URL(element.dataset[name] ?? "", document.baseURI).href;
    const data = await fetchJson<CourseData>(address("source"));
    const roots = JSON.parse(element.dataset["roots"] ?? "{}") as Record<string, string>;
    return new Course(data, address("source"), roots, address("runtime"));
  }

  get language(): Language {
    return this.data.language;
  }

  /** The languages of the book, the first one first. */
  get languages(): readonly string[] {
    return Object.keys(this.roots);
  }

  /** The model of that name, or null; a name that every object has is no model. */
  model(slug: string): CourseModel | null {
    return Object.hasOwn(this.data.models, slug) ? (this.data.models[slug] ?? null) : null;
  }

  chapter(slug: string): CourseChapter | null {
    return this.data.chapters.find((one) => one.slug === slug) ?? null;
  }

  config(slug: string): Promise<LabConfig> {
    return loadConfig(new URL(this.model(slug)?.config ?? "", this.source).href);
  }

  /** The page at `path` below the root of a language. */
  place(path: string, language: Language = this.language): string {
    return new URL(path, new URL(this.roots[language] ?? "./", document.baseURI)).href;
  }
}
